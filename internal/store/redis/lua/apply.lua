-- Apply: write a change made outside a turn. id: its fingerprint, or empty.
-- returns ok, done or fenced
local conv, version, last, id, ring_bytes = unpack(ARGV, 1, 5) -- and a change
local h, ch, ring = read_conv(), change_at(6), ''
if id ~= '' then ring = call('HGET', conv_key, RING) or '' end
if id ~= '' and known(ring, id) then return 'done' end
if stale(h, version, last) then return 'fenced' end
local items, had = check(h, ch)
local more = {}
if id ~= '' then more = { RING, string.sub(ring .. id, -tonumber(ring_bytes)) } end
local timer = write(conv, ch, h, had, more)
if not num(h[TOKEN]) then schedule(due_inbox, due_timer, conv, items, num(h[READY]), timer, num(h[TIMER])) end
return 'ok'
