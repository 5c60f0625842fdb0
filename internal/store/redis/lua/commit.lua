-- Commit: write what a turn decided, consume the lease's items, free the lease.
-- KEYS see change.lua
-- ARGV 1 conversation  2 token  3 version  4 last line  5 items of the lease  6.. see change.lua
-- returns done, fenced, or 1 when more work is due, else 0
local h = fields()
if h[1] ~= ARGV[2] then
  if h[2] == ARGV[2] .. 'c' then return 'done' end
  return 'fenced'
end
local items, had = check(h, 6)
local now, ready, old = tonumber(ARGV[6]), num(h[12]), num(h[4])
if stale(h, ARGV[3], ARGV[4]) then -- overtaken by an Apply: no fault of the items
  if items > 0 then ready = now end
  call('HSET', KEYS[1], 'f', '', 'a', str(math.max(0, (num(h[11]) or 0) - 1)), 'r', ready and str(ready) or '')
  place(KEYS[3], KEYS[4], ARGV[1], items, ready, old, old)
  return 'fenced'
end
local used = tonumber(ARGV[5])
if used > 0 then
  call('LTRIM', KEYS[2], used, -1)
  items = math.max(items - used, 0)
end
if items == 0 then ready = nil elseif not ready then ready = now end
local more = { 'f', '', 'fl', ARGV[2] .. 'c', 'a', '0', 'r', ready and str(ready) or '' }
local wake = write(ARGV[1], 6, h, had, more)
place(KEYS[3], KEYS[4], ARGV[1], items, ready, wake, old)
local due = wake
if items > 0 then due = least(ready, wake) end
if due and due <= now then return 1 end
return 0
