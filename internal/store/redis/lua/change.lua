-- Put before commit.lua and apply.lua, after common.lua: writes a change that
-- was found in order.
--
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer  5 outbox  6 due user  7 due desk
--      8 lines  9 refs  10 feed, and with a ticket  11 rows  12 open  13 closed
-- ARGV from first on: now, retention, most lines, state, epoch, timer (0 none),
--      desk (0 or 1), not before, number of replies, replies, of lines, lines
--      (number, body, delivery), of edits, edits (the same), of refs, refs
--      (line, member), and with a ticket  number, member, open (0 or 1), order, row

-- fields reads what check and write need of the conversation.
local function fields()
  return call('HMGET', KEYS[1], 'f', 'fl', 'v', 'w', 'x', 'n', 'un', 'df', 'dn', 'dd', 'a', 'r', 'k')
end

-- check asks every key that will be written to, so that one of a wrong type
-- fails here, before anything is written. It returns how many items wait, and
-- for write: how many lines and refs there are, and the place in the feed.
local function check(h, first)
  call('ZCARD', KEYS[3])
  if ARGV[first + 5] ~= '0' or num(h[4]) then call('ZCARD', KEYS[4]) end
  if ARGV[first + 8] ~= '0' then call('ZCARD', KEYS[6]) end
  if ARGV[first + 6] ~= '0' then call('ZCARD', KEYS[7]) end
  if KEYS[11] then
    call('HLEN', KEYS[11])
    call('ZCARD', KEYS[12])
    call('ZCARD', KEYS[13])
  end
  call('LLEN', KEYS[5])
  local had = {
    lines = call('HLEN', KEYS[8]), refs = call('ZCARD', KEYS[9]),
    feed = announced(KEYS[10], tonumber(ARGV[first])),
  }
  return call('LLEN', KEYS[2]), had
end

-- stale tells whether somebody changed the conversation since it was read at
-- that version and last line. (The line also tells a conversation that was
-- forgotten and begun anew.)
local function stale(h, version, last) return (h[3] or '0') ~= version or (h[6] or '0') ~= last end

-- lines writes count lines or edits from ARGV[i] on and returns what follows.
local function lines(i, count, new)
  for j = i, i + 3 * count - 1, 3 do
    local seq, body, delivery = ARGV[j], ARGV[j + 1], ARGV[j + 2]
    if new or call('HEXISTS', KEYS[8], seq) == 1 then
      if delivery == '' then call('HSET', KEYS[8], seq, body)
      else call('HSET', KEYS[8], seq, body, 'd' .. seq, delivery) end
    end
  end
  return i + 3 * count
end

-- trim drops the lines that new ones push out of the transcript.
local function trim(before, last, max)
  for seq = math.max(before - max + 1, 1), last - max do call('HDEL', KEYS[8], str(seq), 'd' .. str(seq)) end
  if last > max then call('ZREMRANGEBYSCORE', KEYS[9], '-inf', str(last - max)) end
end

-- ticket writes a row and its place, and returns the field k.
local function ticket(i, tickets)
  local number, member = ARGV[i], ARGV[i + 1]
  local list, other = KEYS[12], KEYS[13]
  if ARGV[i + 2] == '0' then list, other = KEYS[13], KEYS[12] end
  call('HSET', KEYS[11], number, ARGV[i + 4])
  call('ZREM', other, member)
  call('ZADD', list, ARGV[i + 3], member)
  if string.find(',' .. tickets, ',' .. number .. ',', 1, true) then return tickets end
  return tickets .. number .. ','
end

-- write writes the change and returns the new timer. h: fields; had: from
-- check; more: further fields of the conversation to set.
local function write(conv, first, h, had, more)
  local now, retention, max = tonumber(ARGV[first]), tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2])
  local wake, last = num(ARGV[first + 5]), num(h[6]) or 0
  if wake == 0 then wake = nil end
  local i, count, before = first + 9, tonumber(ARGV[first + 8]), last
  -- The lane first and whether or not replies wait already: so a lane that lost
  -- its place (a script that a crash of Redis tore) is found again.
  if count > 0 then call('ZADD', KEYS[6], 'NX', str(math.max(now, num(h[7]) or 0)), conv) end
  for j = i, i + count - 1 do call('RPUSH', KEYS[5], ARGV[j]) end
  i = i + count
  count = tonumber(ARGV[i])
  last = last + count
  i = lines(i + 1, count, true)
  local new = had.lines == 0 and count > 0
  i = lines(i + 1, tonumber(ARGV[i]), false)
  count = tonumber(ARGV[i])
  new = new or (count > 0 and had.refs == 0)
  refer(KEYS[9], i + 1, count, last, max)
  i = i + 1 + 2 * count
  trim(before, last, max)
  local dd, tickets = num(h[10]), h[13] or ''
  if ARGV[first + 6] == '1' then
    dd = mark(KEYS[7], conv, dd, num(h[8]), num(h[9]), now, tonumber(ARGV[first + 7]))
  end
  if KEYS[11] then tickets = ticket(i, tickets) end
  call('HSET', KEYS[1], 'v', str((num(h[3]) or 0) + 1), 's', ARGV[first + 3], 'e', ARGV[first + 4], 'n', str(last),
    'w', wake and str(wake) or '', 'dd', dd and str(dd) or '', 'k', tickets, unpack(more))
  announce(KEYS[10], conv, had.feed)
  touch(KEYS[1], KEYS[8], KEYS[9], num(h[5]), now, wake, retention, new)
  return wake
end
