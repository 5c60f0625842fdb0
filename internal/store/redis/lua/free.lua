-- Free: give a lock up.
-- KEYS 1 lock
-- ARGV 1 owner
-- returns 1, or 0 when the owner does not have it
if call('HGET', KEYS[1], 'o') ~= ARGV[1] then return 0 end
return call('DEL', KEYS[1])
