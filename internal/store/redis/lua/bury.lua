-- Bury: move the first item, or the timer of a lease without items, to the
-- dead letters, and free the lease.
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer  5 feed  6 lines  7 refs  8 dead  9 deads  10 token
-- ARGV 1 conversation  2 token  3 items of the lease  4 now  5 reason  6 most dead letters  7 retention
-- returns ok, done or fenced
local h = call('HMGET', KEYS[1], 'f', 'fl', 'w', 'r', 'x')
if h[1] ~= ARGV[2] then
  if h[2] == ARGV[2] .. 'b' then return 'done' end
  return 'fenced'
end
local now, had, items = tonumber(ARGV[4]), num(h[3]), call('LLEN', KEYS[2])
local wake, ready, queue, value = had, num(h[4]), 'timer', ''
if tonumber(ARGV[3]) > 0 and items > 0 then
  queue, value, items = 'inbox', call('LPOP', KEYS[2]), items - 1
else
  wake = nil
end
inter(KEYS[8], KEYS[9], KEYS[10], ARGV[1], queue, ARGV[4], ARGV[5], value, tonumber(ARGV[6]))
if items == 0 then ready = nil elseif not ready then ready = now end
call('HSET', KEYS[1], 'f', '', 'fl', ARGV[2] .. 'b', 'a', '0', 'r', ready and str(ready) or '', 'w', wake and str(wake) or '')
place(KEYS[3], KEYS[4], ARGV[1], items, ready, wake, had)
announce(KEYS[5], ARGV[1], announced(KEYS[5], now))
touch(KEYS[1], KEYS[6], KEYS[7], num(h[5]), now, wake, tonumber(ARGV[7]), false)
return 'ok'
