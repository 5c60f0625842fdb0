-- Pace: the generic cell rate algorithm, in microseconds (store.Pacing). slack:
-- ms for the server to keep it beyond its use.
-- returns how long to wait, 0 when granted
local pace = unpack(KEYS)
local now, interval, burst, slack = unpack(ARGV)
now, interval = tonumber(now), tonumber(interval)
local following = math.max(num(call('GET', pace)) or 0, now) + interval
local wait = following - interval * tonumber(burst) - now
if wait > 0 then return str(wait) end
call('SET', pace, str(following), 'PX', str(math.ceil((following - now) / 1000) + tonumber(slack)))
return '0'
