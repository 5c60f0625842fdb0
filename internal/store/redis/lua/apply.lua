-- Apply: write a change made outside a turn.
-- KEYS see change.lua
-- ARGV 1 conversation  2 version  3 fingerprint of the id, or empty  4 ring bytes  5.. see change.lua
-- returns ok, done or fenced
local h = fields()
local ring = h[14] or ''
if ARGV[3] ~= '' and known(ring, ARGV[3]) then return 'done' end
if (h[3] or '0') ~= ARGV[2] then return 'fenced' end
local items, outs, had = check(5)
if ARGV[3] ~= '' then call('HSET', KEYS[1], 'd', string.sub(ring .. ARGV[3], -tonumber(ARGV[4]))) end
local wake = write(ARGV[1], 5, h, outs, had)
if not num(h[1]) then place(KEYS[3], KEYS[4], ARGV[1], items, num(h[12]), wake, num(h[4])) end
return 'ok'
