-- Take, TakeOne: lease a conversation that has work due, or give the lease that
-- runs to whoever asked for it with this nonce and did not hear the answer.
-- isolate: the try from which an item is tried alone.
-- returns nil, or {token, tries, version, state, epoch, last line, timer due, items}
local conv_key, inbox, due_inbox, due_timer, token_key = unpack(KEYS)
local conv, at, until_, isolate, nonce, salt = unpack(ARGV)
local now, due = tonumber(at), call('ZSCORE', due_inbox, conv) or call('ZSCORE', due_timer, conv)
local again = not due or tonumber(due) > now
if again then
  local held = read(conv_key, TOKEN, NONCE)
  if not num(held[TOKEN]) or held[NONCE] ~= nonce then return false end
end
local h = read(conv_key, VERSION, STATE, EPOCH, LAST, TOKEN, TRIES, TIMER)
local waiting, timer = call('LLEN', inbox), num(h[TIMER])
if waiting == 0 and not timer and not num(h[TOKEN]) then -- it was forgotten meanwhile
  call('ZREM', due_inbox, conv)
  call('ZREM', due_timer, conv)
  return false
end
local tries, give, tell_timer = num(h[TRIES]) or 0, waiting, true
if not again then tries = tries + 1 end
if waiting > 0 and tries >= tonumber(isolate) then give, tell_timer = 1, false end
local items = {}
if give > 0 then items = call('LRANGE', inbox, 0, give - 1) end
local token = h[TOKEN]
if not again then token = draw(token_key, salt) end
call('HSET', conv_key, TOKEN, token, NONCE, nonce, TRIES, str(tries))
if give == waiting then call('HSET', conv_key, READY, '') end
call('ZADD', due_inbox, until_, conv)
if timer then call('ZREM', due_timer, conv) end
local fires = 0
if tell_timer and timer and timer <= now then fires = 1 end
return { token, str(tries), h[VERSION] or '0', h[STATE] or '', h[EPOCH] or '0', h[LAST] or '0', fires, items }
