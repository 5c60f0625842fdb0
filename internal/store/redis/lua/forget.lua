-- Forget: remove everything about a conversation.
-- returns ok
local conv_key, inbox, outbox, lines, refs, due_inbox, due_timer, due_user, due_desk, feed,
  rows, open, closed, dead, deads = unpack(KEYS)
local conv = unpack(ARGV)
for number in string.gmatch(call('HGET', conv_key, TICKETS) or '', '%d+') do
  local member = string.format('%019d', tonumber(number))
  call('HDEL', rows, number)
  call('ZREM', open, member)
  call('ZREM', closed, member)
end
for _, n in ipairs(call('ZRANGE', deads, 0, -1)) do
  if call('HGET', dead, n .. DEAD_CONV) == conv then drop_letter(dead, deads, n) end
end
for _, key in ipairs({ conv_key, inbox, outbox, lines, refs }) do call('DEL', key) end
for _, list in ipairs({ due_inbox, due_timer, due_user, due_desk, feed }) do call('ZREM', list, conv) end
return 'ok'
