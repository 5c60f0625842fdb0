-- Save: all that is kept about a conversation, at one moment. It writes nothing.
-- most_lines: of a transcript.
-- returns nil when it is gone, or {version, state, epoch, last line, ring, ready, timer, end,
-- user's not-before and progress, desk's not-before and progress, desk due or under way,
-- items, replies, transcript (number, body, delivery), refs with their lines, rows}
local conv_key, inbox, outbox, lines, refs, rows = unpack(KEYS)
local most_lines = unpack(ARGV)
if call('EXISTS', conv_key) == 0 then return false end
local h = read(conv_key, VERSION, STATE, EPOCH, LAST, RING, READY, TIMER, ENDS, DESK_DUE, TICKETS,
  USER .. LANE_NOT_BEFORE, USER .. LANE_PROGRESS, DESK .. LANE_NOT_BEFORE, DESK .. LANE_PROGRESS, DESK .. LANE_TOKEN)
local desk_due = num(h[DESK_DUE])
if num(h[DESK .. LANE_TOKEN]) and not desk_due then desk_due = 1 end -- being shown: it is to be shown again
local tickets = {}
for number in string.gmatch(h[TICKETS] or '', '%d+') do
  local row = call('HGET', rows, number)
  if row then tickets[#tickets + 1] = row end
end
local last, transcript = num(h[LAST]) or 0, {}
for n = math.max(1, last - tonumber(most_lines) + 1), last do
  local line = call('HMGET', lines, str(n), DELIVERY .. str(n))
  if line[1] then
    local at = #transcript
    transcript[at + 1], transcript[at + 2], transcript[at + 3] = str(n), line[1], line[2] or ''
  end
end
return {
  h[VERSION] or '0', h[STATE] or '', h[EPOCH] or '0', h[LAST] or '0', h[RING] or '', h[READY] or '', h[TIMER] or '', h[ENDS] or '',
  h[USER .. LANE_NOT_BEFORE] or '', h[USER .. LANE_PROGRESS] or '', h[DESK .. LANE_NOT_BEFORE] or '', h[DESK .. LANE_PROGRESS] or '',
  field(desk_due),
  call('LRANGE', inbox, 0, -1), call('LRANGE', outbox, 0, -1), transcript, call('ZRANGE', refs, 0, -1, 'WITHSCORES'), tickets,
}
