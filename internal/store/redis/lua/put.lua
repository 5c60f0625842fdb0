-- Put: store an arrival once. id: its fingerprint. kept: 1 when replicas are
-- waited for, so that what is known already has to be written behind. until_:
-- until when to lease the conversation for it with nonce, when nobody is at work
-- on it and nothing else is due; 0: not. (The feed then hears of it by whatever
-- ends the lease.)
-- returns 1 stored, 0 known already, -1 inbox full; where it was leased,
-- {token, version, state, epoch, last line}
local conv_key, inbox, due_inbox, due_timer, feed, lines, refs, token_key = unpack(KEYS)
local conv, id, item, due, at, most_items, ring_bytes, retention, kept, until_, nonce, salt = unpack(ARGV)
local h
if until_ == '0' then h = read(conv_key, RING, TOKEN, READY, TIMER, ENDS)
else h = read(conv_key, RING, TOKEN, READY, TIMER, ENDS, TRIES, VERSION, STATE, EPOCH, LAST) end
local ring, timer, now = h[RING] or '', num(h[TIMER]), tonumber(at)
if known(ring, id) then
  if kept == '1' then call('HSET', conv_key, ENDS, h[ENDS]) end
  return 0
end
local items = call('LLEN', inbox)
if items >= tonumber(most_items) then return -1 end
if until_ ~= '0' and items == 0 and not num(h[TOKEN]) and (num(h[TRIES]) or 0) == 0 and (not timer or timer > now) then
  local token = draw(token_key, salt)
  call('RPUSH', inbox, item)
  local set = { RING, string.sub(ring .. id, -tonumber(ring_bytes)), TOKEN, token, NONCE, nonce, TRIES, '1' }
  tell(set, h, READY, '')
  call('HSET', conv_key, unpack(set))
  call('ZADD', due_inbox, until_, conv)
  if timer then call('ZREM', due_timer, conv) end
  keep_for(conv_key, lines, refs, num(h[ENDS]), now, timer, tonumber(retention), false)
  return { token, h[VERSION] or '0', h[STATE] or '', h[EPOCH] or '0', h[LAST] or '0' }
end
local ready = least(num(h[READY]), math.max(tonumber(due), 1))
call('RPUSH', inbox, item)
call('HSET', conv_key, RING, string.sub(ring .. id, -tonumber(ring_bytes)), READY, str(ready))
if not num(h[TOKEN]) then schedule(due_inbox, due_timer, conv, items + 1, ready, timer, timer) end
announce(feed, conv, feed_end(feed, now))
keep_for(conv_key, lines, refs, num(h[ENDS]), now, timer, tonumber(retention), false)
return 1
