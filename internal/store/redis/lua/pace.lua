-- Pace: the generic cell rate algorithm, in microseconds (store.Pacing). slack:
-- ms for the server to keep it beyond its use. With the state stands when it was
-- written: by a clock that was ahead by more than skew, it has no say.
-- returns how long to wait, 0 when granted
local pace = unpack(KEYS)
local now, interval, burst, slack, skew = unpack(ARGV)
now, interval = tonumber(now), tonumber(interval)
local state, written = string.match(call('GET', pace) or '', '^(%d+):?(%d*)$')
if written and written ~= '' and tonumber(written) > now + tonumber(skew) then state = nil end
local following = math.max(num(state) or 0, now) + interval
local wait = following - interval * tonumber(burst) - now
if wait > 0 then return str(wait) end
call('SET', pace, str(following) .. ':' .. str(now), 'PX', str(math.ceil((following - now) / 1000) + tonumber(slack)))
return '0'
