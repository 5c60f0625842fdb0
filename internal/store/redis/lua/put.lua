-- Put: store an arrival once. id: its fingerprint. kept: 1 when replicas are
-- waited for, so that what is known already has to be written behind.
-- returns 1 stored, 0 known already, -1 inbox full
local conv_key, inbox, due_inbox, due_timer, feed, lines, refs = unpack(KEYS)
local conv, id, item, due, at, most_items, ring_bytes, retention, kept = unpack(ARGV)
local h = read(conv_key, RING, TOKEN, READY, TIMER, ENDS)
local ring, timer, now = h[RING] or '', num(h[TIMER]), tonumber(at)
if known(ring, id) then
  if kept == '1' then call('HSET', conv_key, ENDS, h[ENDS]) end
  return 0
end
local items = call('LLEN', inbox)
if items >= tonumber(most_items) then return -1 end
local ready = least(num(h[READY]), math.max(tonumber(due), 1))
call('RPUSH', inbox, item)
call('HSET', conv_key, RING, string.sub(ring .. id, -tonumber(ring_bytes)), READY, str(ready))
if not num(h[TOKEN]) then schedule(due_inbox, due_timer, conv, items + 1, ready, timer, timer) end
announce(feed, conv, feed_end(feed, now))
keep_for(conv_key, lines, refs, num(h[ENDS]), now, timer, tonumber(retention), false)
return 1
