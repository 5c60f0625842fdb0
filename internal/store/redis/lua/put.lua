-- Put: store an arrival once.
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer  5 feed  6 lines  7 refs
-- ARGV 1 conversation  2 fingerprint  3 item  4 ready  5 now  6 most items  7 ring bytes  8 retention
-- returns 1 stored, 0 known already, -1 inbox full
local h = call('HMGET', KEYS[1], 'd', 'f', 'r', 'w', 'x')
local ring, wake, now = h[1] or '', num(h[4]), tonumber(ARGV[5])
if known(ring, ARGV[2]) then return 0 end
local items = call('LLEN', KEYS[2])
if items >= tonumber(ARGV[6]) then return -1 end
local ready = least(num(h[3]), math.max(tonumber(ARGV[4]), 1))
call('RPUSH', KEYS[2], ARGV[3])
call('HSET', KEYS[1], 'd', string.sub(ring .. ARGV[2], -tonumber(ARGV[7])), 'r', str(ready))
if not num(h[2]) then place(KEYS[3], KEYS[4], ARGV[1], items + 1, ready, wake, wake) end
announce(KEYS[5], ARGV[1], announced(KEYS[5], now))
touch(KEYS[1], KEYS[6], KEYS[7], num(h[5]), now, wake, tonumber(ARGV[8]), false)
return 1
