-- Extend, Renew: keep a lease until a later time.
-- KEYS 1 c  2 where the lease stands: due inbox, due user or due desk
-- ARGV 1 conversation  2 field of the token  3 token  4 until
-- returns 1, or 0 when the lease was lost
if call('HGET', KEYS[1], ARGV[2]) ~= ARGV[3] then return 0 end
call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return 1
