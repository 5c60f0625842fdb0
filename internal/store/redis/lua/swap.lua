-- Swap: write a value when its version is the expected one.
-- KEYS 1 value  2 keys  3 token
-- ARGV 1 key  2 version (0: there is none)  3 now  4 until (0: for ever)  5 ms to keep it (0: for ever)  6 delete (0 or 1)  7 value  8 listed (0 or 1)
-- returns the new version, 0 after a deletion, -1 when the version is another
local h = call('HMGET', KEYS[1], 'v', 'x')
local version, old = h[1] or '0', num(h[2])
if old and old > 0 and old <= tonumber(ARGV[3]) then version = '0' end
if version ~= ARGV[2] then return '-1' end
if ARGV[6] == '1' then
  call('DEL', KEYS[1])
  call('ZREM', KEYS[2], ARGV[1])
  return '0'
end
local new = str(call('INCR', KEYS[3]))
call('HSET', KEYS[1], 'v', new, 'x', ARGV[4], 'b', ARGV[7])
local upto = ARGV[4]
if ARGV[5] == '0' then
  call('PERSIST', KEYS[1])
  upto = '+inf'
else
  call('PEXPIRE', KEYS[1], ARGV[5])
end
if ARGV[8] == '1' then call('ZADD', KEYS[2], upto, ARGV[1]) end
return new
