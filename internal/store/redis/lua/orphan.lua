-- Orphan: delete an open ticket whose conversation is gone.
-- returns how many it deleted
local conv_key, rows, open = unpack(KEYS)
local number, member = unpack(ARGV)
if call('EXISTS', conv_key) == 1 then return 0 end
call('HDEL', rows, number)
return call('ZREM', open, member)
