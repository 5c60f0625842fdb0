-- DeadRetry: put a dead letter back where it came from.
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer  5 outbox  6 due user  7 due desk  8 lines  9 refs  10 feed  11 dead  12 deads
-- ARGV 1 conversation  2 number  3 now  4 most items  5 retention
-- returns ok, gone, or full
local n, now = ARGV[2], tonumber(ARGV[3])
local letter = call('HMGET', KEYS[11], n .. ':c', n .. ':q', n .. ':b')
if letter[1] ~= ARGV[1] then return 'gone' end
local h = call('HMGET', KEYS[1], 'f', 'r', 'w', 'x', 'un', 'dd', 'df', 'dn')
local queue, items, ready, had = letter[2], call('LLEN', KEYS[2]), num(h[2]), num(h[3])
local wake = had
if queue == 'inbox' then
  if items >= tonumber(ARGV[4]) then return 'full' end
  ready = least(ready, math.max(now, 1))
  items = items + 1
  call('RPUSH', KEYS[2], letter[3])
  call('HSET', KEYS[1], 'r', str(ready))
elseif queue == 'timer' then
  wake = least(wake, now)
  call('HSET', KEYS[1], 'w', str(wake))
elseif queue == 'user' then
  call('RPUSH', KEYS[5], letter[3])
  call('ZADD', KEYS[6], 'NX', str(math.max(now, num(h[5]) or 0)), ARGV[1])
else
  call('HSET', KEYS[1], 'dd', str(mark(KEYS[7], ARGV[1], num(h[6]), num(h[7]), num(h[8]), now, 0)))
end
if not num(h[1]) then place(KEYS[3], KEYS[4], ARGV[1], items, ready, wake, had) end
call('HDEL', KEYS[11], n .. ':c', n .. ':q', n .. ':t', n .. ':r', n .. ':b')
call('ZREM', KEYS[12], n)
announce(KEYS[10], ARGV[1], announced(KEYS[10], now))
touch(KEYS[1], KEYS[8], KEYS[9], num(h[4]), now, wake, tonumber(ARGV[5]), false)
return 'ok'
