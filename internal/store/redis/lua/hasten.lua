-- Hasten: put nothing of a conversation off beyond latest but its timer.
-- returns ok
local conv_key, due_inbox, due_user, due_desk = unpack(KEYS)
local conv, latest = unpack(ARGV)
for _, due in ipairs({ due_inbox, due_user, due_desk }) do
  local at = call('ZSCORE', due, conv)
  if at and tonumber(at) > tonumber(latest) then call('ZADD', due, latest, conv) end
end
for _, name in ipairs({ READY, DESK_DUE, USER .. LANE_NOT_BEFORE, DESK .. LANE_NOT_BEFORE }) do
  local at = num(call('HGET', conv_key, name))
  if at and at > tonumber(latest) then call('HSET', conv_key, name, latest) end
end
return 'ok'
