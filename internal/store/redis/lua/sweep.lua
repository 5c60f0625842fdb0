-- Sweep: delete from one partition what is past its time. Conversations,
-- values, locks, paces and blobs end by TTL. feed_for: how long the feed
-- remembers; most: things to delete; grace: how long names of what has run out
-- stay.
-- returns how many it deleted
local rows, closed, dead, deads, feed, names = unpack(KEYS)
local at, retention, feed_for, most, grace = unpack(ARGV)
local now, deleted = tonumber(at), 0
most = tonumber(most)
local past = str(now - tonumber(retention))
for _, member in ipairs(call('ZRANGEBYSCORE', closed, '-inf', past, 'LIMIT', 0, most)) do
  call('HDEL', rows, str(tonumber(member)))
  call('ZREM', closed, member)
  deleted = deleted + 1
end
for _, n in ipairs(call('ZRANGE', deads, 0, -1)) do
  if deleted < most and tonumber(call('HGET', dead, n .. DEAD_AT)) <= tonumber(past) then
    drop_letter(dead, deads, n)
    deleted = deleted + 1
  end
end
call('ZREMRANGEBYSCORE', feed, '-inf', str(now - tonumber(feed_for)))
call('ZREMRANGEBYSCORE', names, '-inf', str(now - tonumber(grace)))
return deleted
