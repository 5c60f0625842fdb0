-- Free: give a lock up.
-- returns 1, or 0 when the owner does not have it
local lock = unpack(KEYS)
local owner = unpack(ARGV)
if call('HGET', lock, OWNER) ~= owner then return 0 end
return call('DEL', lock)
