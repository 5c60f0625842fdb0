-- DeadRetry: put a dead letter back where it came from.
-- returns ok, gone, or full
local conv_key, inbox, due_inbox, due_timer, outbox, due_user, due_desk, lines, refs, feed, dead, deads = unpack(KEYS)
local conv, number, at, most_items, retention = unpack(ARGV)
local now = tonumber(at)
local letter = read(dead, number .. DEAD_CONV, number .. DEAD_QUEUE, number .. DEAD_VALUE)
if letter[number .. DEAD_CONV] ~= conv then return 'gone' end
local h = read(conv_key, TOKEN, READY, TIMER, ENDS, DESK_DUE,
  USER .. LANE_NOT_BEFORE, DESK .. LANE_TOKEN, DESK .. LANE_NOT_BEFORE)
local queue, value = letter[number .. DEAD_QUEUE], letter[number .. DEAD_VALUE]
local items, ready, had = call('LLEN', inbox), num(h[READY]), num(h[TIMER])
local timer = had
if queue == 'inbox' then
  if items >= tonumber(most_items) then return 'full' end
  ready = least(ready, math.max(now, 1))
  items = items + 1
  call('RPUSH', inbox, value)
  call('HSET', conv_key, READY, str(ready))
elseif queue == 'timer' then
  timer = least(timer, now)
  call('HSET', conv_key, TIMER, str(timer))
elseif queue == 'user' then
  call('RPUSH', outbox, value)
  call('ZADD', due_user, 'NX', str(math.max(now, num(h[USER .. LANE_NOT_BEFORE]) or 0)), conv)
else
  local due = mark_desk(due_desk, conv, num(h[DESK_DUE]), num(h[DESK .. LANE_TOKEN]), num(h[DESK .. LANE_NOT_BEFORE]), now, 0)
  call('HSET', conv_key, DESK_DUE, str(due))
end
if not num(h[TOKEN]) then schedule(due_inbox, due_timer, conv, items, ready, timer, had) end
drop_letter(dead, deads, number)
announce(feed, conv, feed_end(feed, now))
keep_for(conv_key, lines, refs, num(h[ENDS]), now, timer, tonumber(retention), false)
return 'ok'
