-- Swap: write a value when its version is the expected one (0: there is none).
-- ends: 0 for ever; keep: ms for the server to keep it, 0 for ever; delete,
-- listed: 0 or 1.
-- returns the new version, 0 after a deletion, -1 when the version is another
local value, names, token_key = unpack(KEYS)
local name, expected, now, ends, keep, delete, bytes, listed, salt = unpack(ARGV)
local h = read(value, VERSION, ENDS)
local version, old = h[VERSION] or '0', num(h[ENDS])
if old and old > 0 and old <= tonumber(now) then version = '0' end
if version ~= expected then return '-1' end
if delete == '1' then
  call('DEL', value)
  call('ZREM', names, name)
  return '0'
end
local new = draw(token_key, salt)
call('HSET', value, VERSION, new, ENDS, ends, VALUE, bytes)
local upto = ends
if keep == '0' then
  call('PERSIST', value)
  upto = '+inf'
else
  call('PEXPIRE', value, keep)
end
if listed == '1' then call('ZADD', names, upto, name) end
return new
