-- Forget: remove everything about a conversation.
-- KEYS 1 c  2 inbox  3 outbox  4 lines  5 refs  6 due inbox  7 due timer  8 due user  9 due desk  10 feed
--      11 rows  12 open  13 closed  14 dead  15 deads
-- ARGV 1 conversation
-- returns ok
for number in string.gmatch(call('HGET', KEYS[1], 'k') or '', '%d+') do
  local member = string.format('%019d', tonumber(number))
  call('HDEL', KEYS[11], number)
  call('ZREM', KEYS[12], member)
  call('ZREM', KEYS[13], member)
end
for _, n in ipairs(call('ZRANGE', KEYS[15], 0, -1)) do
  if call('HGET', KEYS[14], n .. ':c') == ARGV[1] then
    call('HDEL', KEYS[14], n .. ':c', n .. ':q', n .. ':t', n .. ':r', n .. ':b')
    call('ZREM', KEYS[15], n)
  end
end
for i = 1, 5 do call('DEL', KEYS[i]) end
for i = 6, 10 do call('ZREM', KEYS[i], ARGV[1]) end
return 'ok'
