-- Hold: take or keep a lock.
-- KEYS 1 lock
-- ARGV 1 owner  2 now  3 until (0: for ever)  4 ms to keep it (0: for ever)
-- returns 1, or 0 when another owner has it
local h = call('HMGET', KEYS[1], 'o', 'x')
local old = num(h[2]) or 0
if h[1] and h[1] ~= ARGV[1] and (old == 0 or old > tonumber(ARGV[2])) then return 0 end
call('HSET', KEYS[1], 'o', ARGV[1], 'x', ARGV[3])
if ARGV[4] == '0' then call('PERSIST', KEYS[1]) else call('PEXPIRE', KEYS[1], ARGV[4]) end
return 1
