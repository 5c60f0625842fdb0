-- Commit: write what a turn decided, consume the lease's items, free the lease.
-- returns done, fenced, or 1 when more work is due, else 0
local conv, token, version, last, used = unpack(ARGV, 1, 5) -- and a change
local h, ch = read_conv(), change_at(6)
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
local timer = write(conv, ch, h, had, { TOKEN, '', ENDED, token .. BY_COMMIT, TRIES, '0', READY, field(ready) })
schedule(due_inbox, due_timer, conv, items, ready, timer, old)
local due = timer
if items > 0 then due = least(ready, timer) end
if due and due <= ch.now then return 1 end
return 0
