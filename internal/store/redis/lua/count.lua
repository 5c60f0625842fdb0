-- Count: the next number. given: the highest that the caller was given, which a
-- failover may have lost.
-- returns it
local count = unpack(KEYS)
local given = unpack(ARGV)
local n = str(math.max(num(call('GET', count)) or 0, tonumber(given)) + 1)
call('SET', count, n)
return n
