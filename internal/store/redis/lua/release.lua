-- Release: give a lease back with nothing consumed. told: 1 when the lease told
-- that the timer is due; tries: how many are counted.
-- returns ok, done or fenced
local conv_key, inbox, due_inbox, due_timer = unpack(KEYS)
local conv, token, at, told, tries = unpack(ARGV)
local h = read(conv_key, TOKEN, ENDED, TIMER, READY)
if h[TOKEN] ~= token then
  if h[ENDED] == token .. BY_RELEASE then return 'done' end
  return 'fenced'
end
local ready, had, items = math.max(tonumber(at), 1), num(h[TIMER]), call('LLEN', inbox)
local timer = had
if timer and told == '1' and timer < ready then timer = ready end
call('HSET', conv_key, TOKEN, '', ENDED, token .. BY_RELEASE, TIMER, field(timer), TRIES, tries)
if items > 0 then call('HSET', conv_key, READY, str(ready)) end
schedule(due_inbox, due_timer, conv, items, ready, timer, had)
return 'ok'
