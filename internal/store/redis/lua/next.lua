-- Next, NextOne: lease a lane that is due, having dropped the replies that a
-- take-over has overtaken.
-- KEYS 1 c  2 outbox  3 due user or due desk  4 lines  5 refs  6 feed  7 token
-- ARGV 1 conversation  2 u or d  3 now  4 until  5 most replies  6 delivery of the dropped  7 retention
-- returns nil, or {token, tries, epoch, progress, replies}
local due, now = call('ZSCORE', KEYS[3], ARGV[1]), tonumber(ARGV[3])
if not due or tonumber(due) > now then return false end
local lane = ARGV[2]
local h = call('HMGET', KEYS[1], 'e', lane .. 'a', lane .. 'p', 'w', 'x')
local epoch, tries, progress = num(h[1]) or 0, num(h[2]) or 0, h[3] or ''
local outs, dropped = {}, false

-- stale tells of a packed reply ("line:fence:…") whether it was overtaken.
local function stale(out)
  local fence = tonumber(string.match(out, '^%-?%d+:(%-?%d+):'))
  return fence > 0 and fence < epoch
end

if lane == 'u' then
  local clean
  repeat
    outs, clean = call('LRANGE', KEYS[2], 0, ARGV[5] - 1), true
    local keep = {}
    for i, out in ipairs(outs) do
      if stale(out) then
        clean, dropped = false, true
        deliver(KEYS[4], string.match(out, '^%-?%d+'), ARGV[6])
        if i == 1 then tries, progress = 0, '' end
      else
        keep[#keep + 1] = out
      end
    end
    if not clean then
      call('LTRIM', KEYS[2], #outs, -1)
      for i = #keep, 1, -1 do call('LPUSH', KEYS[2], keep[i]) end
    end
  until clean
elseif call('EXISTS', KEYS[1]) == 0 then -- it was forgotten meanwhile
  call('ZREM', KEYS[3], ARGV[1])
  return false
end
if dropped then
  announce(KEYS[6], ARGV[1], announced(KEYS[6], now))
  touch(KEYS[1], KEYS[4], KEYS[5], num(h[5]), now, num(h[4]), tonumber(ARGV[7]), false)
end
if lane == 'u' and #outs == 0 then
  call('ZREM', KEYS[3], ARGV[1])
  call('HSET', KEYS[1], 'uf', '', 'ua', str(tries), 'up', progress)
  return false
end
local token = call('INCR', KEYS[7])
call('HSET', KEYS[1], lane .. 'f', str(token), lane .. 'a', str(tries + 1), lane .. 'p', progress)
if lane == 'd' then call('HSET', KEYS[1], 'dd', '') end
call('ZADD', KEYS[3], ARGV[4], ARGV[1])
return { str(token), str(tries + 1), str(epoch), progress, outs }
