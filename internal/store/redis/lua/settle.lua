-- Settle: write what became of a job, and free its lane. lane: USER or DESK,
-- and due its list; again: 0 at once; counts: 1 when it was a failed try;
-- reason: of the head's burial, or empty; desk: 1 when staff's view is out of
-- date; given: 1 when there is progress to write. After the marks (line,
-- delivery) come the number of refs, and the refs.
-- returns done, fenced, or 1 when the lane is due again, else 0
local conv_key, outbox, due, due_desk, lines, refs, feed, dead, deads, token_key = unpack(KEYS)
local conv, lane, token, at, sent, again, counts, reason, desk, given, progress, retention, most_lines, most_dead, marks =
  unpack(ARGV, 1, 15)
local first_mark, now = 16, tonumber(at)
sent, marks = tonumber(sent), tonumber(marks)
local h = read(conv_key, lane .. LANE_TOKEN, lane .. LANE_ENDED, lane .. LANE_TRIES, lane .. LANE_NOT_BEFORE, lane .. LANE_PROGRESS, DESK_DUE,
  DESK .. LANE_TOKEN, DESK .. LANE_NOT_BEFORE, LAST, TIMER, ENDS)
if h[lane .. LANE_TOKEN] ~= token then
  if h[lane .. LANE_ENDED] == token then return 'done' end
  return 'fenced'
end
local left, gone = call('LLEN', outbox), sent > 0
local count_of_refs = first_mark + 2 * marks
call('ZCARD', due) -- as in change.lua: a key of a wrong type fails here
if desk == '1' then call('ZCARD', due_desk) end
if reason ~= '' then
  call('HLEN', dead)
  call('ZCARD', deads)
end
call('HLEN', lines)
local new = ARGV[count_of_refs] ~= '0' and call('ZCARD', refs) == 0
local feed_at = feed_end(feed, now)
if lane == DESK then
  if reason ~= '' then
    gone = true
    keep_letter(dead, deads, token_key, conv, 'desk', at, reason, '', tonumber(most_dead))
  end
else
  if gone then
    call('LTRIM', outbox, str(sent), -1)
    left = math.max(left - sent, 0)
  end
  if reason ~= '' and left > 0 then
    gone, left = true, left - 1
    keep_letter(dead, deads, token_key, conv, 'user', at, reason, call('LPOP', outbox), tonumber(most_dead))
  end
end
local tries = num(h[lane .. LANE_TRIES]) or 0
if gone then tries = tonumber(counts) elseif counts == '0' then tries = math.max(0, tries - 1) end
local desk_due, desk_token, desk_not_before = num(h[DESK_DUE]), num(h[DESK .. LANE_TOKEN]), num(h[DESK .. LANE_NOT_BEFORE])
local not_before, due_at = tonumber(again), nil
if lane == DESK then
  desk_token, desk_not_before = nil, not_before
  if not gone then desk_due = now end
end
if desk == '1' then desk_due = mark_desk(due_desk, conv, desk_due, desk_token, desk_not_before, now, 0) end
if lane == DESK then
  if desk_due then due_at = math.max(desk_due, not_before) end
elseif left > 0 then
  due_at = math.max(now, not_before)
end
if due_at then call('ZADD', due, str(due_at), conv) else call('ZREM', due, conv) end
local set = { lane .. LANE_TOKEN, '', lane .. LANE_ENDED, token }
tell(set, h, lane .. LANE_TRIES, str(tries))
if again ~= '0' or num(h[lane .. LANE_NOT_BEFORE]) then tell(set, h, lane .. LANE_NOT_BEFORE, again) end
tell(set, h, DESK_DUE, field(desk_due))
if given == '1' or (gone and lane == USER) then tell(set, h, lane .. LANE_PROGRESS, progress) end
call('HSET', conv_key, unpack(set))
for j = first_mark, count_of_refs - 1, 2 do deliver(lines, ARGV[j], ARGV[j + 1]) end
write_refs(refs, count_of_refs + 1, tonumber(ARGV[count_of_refs]), num(h[LAST]) or 0, tonumber(most_lines))
announce(feed, conv, feed_at)
keep_for(conv_key, lines, refs, num(h[ENDS]), now, num(h[TIMER]), tonumber(retention), new)
if due_at and due_at <= now then return 1 end
return 0
