-- Pace: the generic cell rate algorithm, in microseconds (store.Pacing).
-- KEYS 1 pace
-- ARGV 1 now  2 interval  3 burst  4 ms to keep it beyond its use
-- returns how long to wait, 0 when granted
local now, step = tonumber(ARGV[1]), tonumber(ARGV[2])
local next = math.max(num(call('GET', KEYS[1])) or 0, now) + step
local wait = next - step * tonumber(ARGV[3]) - now
if wait > 0 then return str(wait) end
call('SET', KEYS[1], str(next), 'PX', str(math.ceil((next - now) / 1000) + tonumber(ARGV[4])))
return '0'
