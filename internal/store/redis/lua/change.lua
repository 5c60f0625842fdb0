-- Put before commit.lua and apply.lua, after common.lua: writes a change that
-- was found in order. The last three keys are given only with a ticket. The
-- arguments of a change follow those of the script: see change_at and write.
local conv_key, inbox, due_inbox, due_timer, outbox, due_user, due_desk, lines, refs, feed,
  rows, open, closed = unpack(KEYS)

-- read_conv reads what check and write need of the conversation.
local function read_conv()
  return read(conv_key, TOKEN, ENDED, VERSION, EPOCH, TIMER, ENDS, LAST, TRIES, READY, TICKETS, DESK_DUE,
    USER .. LANE_NOT_BEFORE, USER .. LANE_TOKEN, USER .. LANE_TRIES, USER .. LANE_PROGRESS, DESK .. LANE_TOKEN, DESK .. LANE_NOT_BEFORE)
end

-- free tells whether nothing is under way in the user's lane, and it may be
-- taken.
local function free(h, now)
  return not num(h[USER .. LANE_TOKEN]) and (num(h[USER .. LANE_TRIES]) or 0) == 0 and (num(h[USER .. LANE_NOT_BEFORE]) or 0) <= now
end

-- change_at reads the beginning of a change from ARGV[first] on; what is listed
-- in it begins at its rest.
local function change_at(first)
  local now, retention, most_lines, state, epoch, timer, desk, after, replies = unpack(ARGV, first, first + 8)
  timer = tonumber(timer)
  if timer == 0 then timer = nil end
  return {
    now = tonumber(now), retention = tonumber(retention), most_lines = tonumber(most_lines),
    state = state, epoch = epoch, timer = timer,
    desk = desk == '1', after = tonumber(after), -- staff's view is out of date, to be shown not before
    replies = tonumber(replies), rest = first + 9,
  }
end

-- check asks every key that will be written to, so that one of a wrong type
-- fails here, before anything is written. It returns how many items wait, and
-- for write: how many lines and refs there are, and the end of the feed.
local function check(h, ch)
  call('ZCARD', due_inbox)
  if ch.timer or num(h[TIMER]) then call('ZCARD', due_timer) end
  if ch.replies > 0 then call('ZCARD', due_user) end
  if ch.desk then call('ZCARD', due_desk) end
  if rows then
    call('HLEN', rows)
    call('ZCARD', open)
    call('ZCARD', closed)
  end
  local had = { outbox = call('LLEN', outbox), lines = call('HLEN', lines), refs = call('ZCARD', refs), feed = feed_end(feed, ch.now) }
  return call('LLEN', inbox), had
end

-- stale tells whether somebody changed the conversation since it was read at
-- that version and last line. (The line also tells a conversation that was
-- forgotten and begun anew.)
local function stale(h, version, last) return (h[VERSION] or '0') ~= version or (h[LAST] or '0') ~= last end

-- write_lines writes count lines or edits (number, body, delivery) from ARGV[i]
-- on and returns what follows.
local function write_lines(i, count, new)
  for j = i, i + 3 * count - 1, 3 do
    local seq, body, delivery = ARGV[j], ARGV[j + 1], ARGV[j + 2]
    if new or call('HEXISTS', lines, seq) == 1 then
      if delivery == '' then call('HSET', lines, seq, body)
      else call('HSET', lines, seq, body, DELIVERY .. seq, delivery) end
    end
  end
  return i + 3 * count
end

-- trim drops the lines that new ones push out of the transcript.
local function trim(before, last, most)
  for seq = math.max(before - most + 1, 1), last - most do call('HDEL', lines, str(seq), DELIVERY .. str(seq)) end
  if last > most then call('ZREMRANGEBYSCORE', refs, '-inf', str(last - most)) end
end

-- write_ticket writes a row and its place from ARGV[i] on, and returns the
-- field TICKETS.
local function write_ticket(i, tickets)
  local number, member, is_open, order, row = unpack(ARGV, i, i + 4)
  local list, other = open, closed
  if is_open == '0' then list, other = closed, open end
  call('HSET', rows, number, row)
  call('ZREM', other, member)
  call('ZADD', list, order, member)
  if string.find(',' .. tickets, ',' .. number .. ',', 1, true) then return tickets end
  return tickets .. number .. ','
end

-- write writes the change and returns the new timer. After the beginning come
-- the replies; the number of lines, and the lines; of edits, and the edits; of
-- refs, and the refs; and with rows in KEYS the ticket. h: from read_conv; had:
-- from check; more: further fields of the conversation to set; hand: until when
-- the user's lane is leased with it, or nil.
local function write(conv, ch, h, had, more, hand)
  local now, most, before, i = ch.now, ch.most_lines, num(h[LAST]) or 0, ch.rest
  -- The lane first and whether or not replies wait already: so a lane that lost
  -- its place (a script that a crash of Redis tore) is found again.
  if hand then call('ZADD', due_user, hand, conv)
  elseif ch.replies > 0 then
    call('ZADD', due_user, 'NX', str(math.max(now, num(h[USER .. LANE_NOT_BEFORE]) or 0)), conv)
  end
  for j = i, i + ch.replies - 1 do call('RPUSH', outbox, ARGV[j]) end
  i = i + ch.replies
  local count = tonumber(ARGV[i])
  local last, new = before + count, had.lines == 0 and count > 0
  i = write_lines(i + 1, count, true)
  i = write_lines(i + 1, tonumber(ARGV[i]), false)
  count = tonumber(ARGV[i])
  new = new or (count > 0 and had.refs == 0)
  write_refs(refs, i + 1, count, last, most)
  i = i + 1 + 2 * count
  trim(before, last, most)
  local desk_due, tickets = num(h[DESK_DUE]), h[TICKETS] or ''
  if ch.desk then
    desk_due = mark_desk(due_desk, conv, desk_due, num(h[DESK .. LANE_TOKEN]), num(h[DESK .. LANE_NOT_BEFORE]), now, ch.after)
  end
  if rows then tickets = write_ticket(i, tickets) end
  local set = { VERSION, str((num(h[VERSION]) or 0) + 1), STATE, ch.state }
  tell(set, h, EPOCH, ch.epoch)
  tell(set, h, LAST, str(last))
  tell(set, h, TIMER, field(ch.timer))
  tell(set, h, DESK_DUE, field(desk_due))
  tell(set, h, TICKETS, tickets)
  for j = 1, #more, 2 do tell(set, h, more[j], more[j + 1]) end
  call('HSET', conv_key, unpack(set))
  announce(feed, conv, had.feed)
  keep_for(conv_key, lines, refs, num(h[ENDS]), now, ch.timer, ch.retention, new)
  return ch.timer
end
