-- Bury: move the first item, or the timer of a lease without items, to the
-- dead letters, and free the lease. held: how many items the lease holds.
-- returns ok, done or fenced
local conv_key, inbox, due_inbox, due_timer, feed, lines, refs, dead, deads, token_key = unpack(KEYS)
local conv, token, held, at, reason, most_dead, retention = unpack(ARGV)
local h = read(conv_key, TOKEN, ENDED, TIMER, READY, ENDS)
if h[TOKEN] ~= token then
  if h[ENDED] == token .. BY_BURY then return 'done' end
  return 'fenced'
end
local now, had, items = tonumber(at), num(h[TIMER]), call('LLEN', inbox)
local timer, ready, queue, value = had, num(h[READY]), 'timer', ''
if tonumber(held) > 0 and items > 0 then
  queue, value, items = 'inbox', call('LPOP', inbox), items - 1
else
  timer = nil
end
keep_letter(dead, deads, token_key, conv, queue, at, reason, value, tonumber(most_dead))
if items == 0 then ready = nil elseif not ready then ready = now end
call('HSET', conv_key, TOKEN, '', ENDED, token .. BY_BURY, TRIES, '0', READY, field(ready), TIMER, field(timer))
schedule(due_inbox, due_timer, conv, items, ready, timer, had)
announce(feed, conv, feed_end(feed, now))
keep_for(conv_key, lines, refs, num(h[ENDS]), now, timer, tonumber(retention), false)
return 'ok'
