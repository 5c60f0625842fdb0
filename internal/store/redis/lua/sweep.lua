-- Sweep: delete from one partition what is past its time. Conversations,
-- values, locks, paces and blobs end by TTL.
-- KEYS 1 rows  2 closed  3 dead  4 deads  5 feed  6 keys
-- ARGV 1 now  2 retention  3 how long the feed remembers  4 most things to delete
-- returns how many it deleted
local now, most, deleted = tonumber(ARGV[1]), tonumber(ARGV[4]), 0
local past = str(now - tonumber(ARGV[2]))
for _, member in ipairs(call('ZRANGEBYSCORE', KEYS[2], '-inf', past, 'LIMIT', 0, most)) do
  call('HDEL', KEYS[1], str(tonumber(member)))
  call('ZREM', KEYS[2], member)
  deleted = deleted + 1
end
for _, n in ipairs(call('ZRANGE', KEYS[4], 0, -1)) do
  if deleted < most and tonumber(call('HGET', KEYS[3], n .. ':t')) <= tonumber(past) then
    call('HDEL', KEYS[3], n .. ':c', n .. ':q', n .. ':t', n .. ':r', n .. ':b')
    call('ZREM', KEYS[4], n)
    deleted = deleted + 1
  end
end
call('ZREMRANGEBYSCORE', KEYS[5], '-inf', str(now - tonumber(ARGV[3])))
call('ZREMRANGEBYSCORE', KEYS[6], '-inf', ARGV[1])
return deleted
