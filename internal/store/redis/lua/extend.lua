-- Extend, Renew: keep a lease until a later time. due: where the lease stands,
-- due_inbox, due_user or due_desk; token_field: which lease it is.
-- returns 1, or 0 when the lease was lost
local conv_key, due = unpack(KEYS)
local conv, token_field, token, until_ = unpack(ARGV)
if call('HGET', conv_key, token_field) ~= token then return 0 end
call('ZADD', due, until_, conv)
return 1
