-- Release: give a lease back with nothing consumed.
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer
-- ARGV 1 conversation  2 token  3 ready  4 whether the timer was told
-- returns ok, done or fenced
local h = call('HMGET', KEYS[1], 'f', 'fl', 'w', 'r')
if h[1] ~= ARGV[2] then
  if h[2] == ARGV[2] .. 'r' then return 'done' end
  return 'fenced'
end
local ready, had, items = math.max(tonumber(ARGV[3]), 1), num(h[3]), call('LLEN', KEYS[2])
local wake = had
if wake and ARGV[4] == '1' and wake < ready then wake = ready end
call('HSET', KEYS[1], 'f', '', 'fl', ARGV[2] .. 'r', 'w', wake and str(wake) or '')
if items > 0 then call('HSET', KEYS[1], 'r', str(ready)) end
place(KEYS[3], KEYS[4], ARGV[1], items, ready, wake, had)
return 'ok'
