-- DeadDrop: delete a dead letter.
-- KEYS 1 dead  2 deads
-- ARGV 1 number
-- returns how many it deleted
local n = ARGV[1]
call('HDEL', KEYS[1], n .. ':c', n .. ':q', n .. ':t', n .. ':r', n .. ':b')
return call('ZREM', KEYS[2], n)
