-- Apply: write a change made outside a turn.
-- KEYS see change.lua
-- ARGV 1 conversation  2 version  3 last line  4 fingerprint of the id, or empty  5 ring bytes  6.. see change.lua
-- returns ok, done or fenced
local h, ring = fields(), ''
if ARGV[4] ~= '' then ring = call('HGET', KEYS[1], 'd') or '' end
if ARGV[4] ~= '' and known(ring, ARGV[4]) then return 'done' end
if stale(h, ARGV[2], ARGV[3]) then return 'fenced' end
local items, had = check(h, 6)
local more = {}
if ARGV[4] ~= '' then more = { 'd', string.sub(ring .. ARGV[4], -tonumber(ARGV[5])) } end
local wake = write(ARGV[1], 6, h, had, more)
if not num(h[1]) then place(KEYS[3], KEYS[4], ARGV[1], items, num(h[12]), wake, num(h[4])) end
return 'ok'
