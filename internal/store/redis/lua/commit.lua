-- Commit: write what a turn decided, consume the lease's items, free the lease.
-- hand: until when to lease the user's lane with it, under the same token and
-- with nonce, when that is free and empty; 0: not.
-- returns done, fenced, or 1 when more work is due, else 0; where the lane was
-- leased, that and its progress
local conv, token, version, last, used, hand, nonce = unpack(ARGV, 1, 7) -- and a change
local h, ch = read_conv(), change_at(8)
if h[TOKEN] ~= token then
  if h[ENDED] == token .. BY_COMMIT then return 'done' end
  return 'fenced'
end
local items, had = check(h, ch)
local ready, old = num(h[READY]), num(h[TIMER])
if stale(h, version, last) then -- overtaken by an Apply: no fault of the items
  if items > 0 then ready = ch.now end
  call('HSET', conv_key, TOKEN, '', TRIES, str(math.max(0, (num(h[TRIES]) or 0) - 1)), READY, field(ready))
  schedule(due_inbox, due_timer, conv, items, ready, old, old)
  return 'fenced'
end
used = tonumber(used)
if used > 0 then
  call('LTRIM', inbox, used, -1)
  items = math.max(items - used, 0)
end
if items == 0 then ready = nil elseif not ready then ready = ch.now end
local more = { TOKEN, '', ENDED, token .. BY_COMMIT, TRIES, '0', READY, field(ready) }
if hand == '0' or had.outbox > 0 or not free(h, ch.now) then hand = nil end
if hand then
  for i, v in ipairs({ USER .. LANE_TOKEN, token, USER .. LANE_NONCE, nonce, USER .. LANE_TRIES, '1' }) do more[8 + i] = v end
end
local timer = write(conv, ch, h, had, more, hand)
schedule(due_inbox, due_timer, conv, items, ready, timer, old)
local due, again = timer, 0
if items > 0 then due = least(ready, timer) end
if due and due <= ch.now then again = 1 end
if hand then return { again, h[USER .. LANE_PROGRESS] or '' } end
return again
