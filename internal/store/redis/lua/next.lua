-- Next, NextOne: lease a lane that is due, having dropped the replies that a
-- take-over has overtaken; or give the lease that runs to whoever asked for it
-- with this nonce and did not hear the answer. lane: USER or DESK, and due its list; dropped: the
-- delivery of what is dropped.
-- returns nil, or {token, tries, epoch, progress, replies}
local conv_key, outbox, due, lines, refs, feed, token_key = unpack(KEYS)
local conv, lane, at, until_, most_replies, dropped, retention, nonce, salt = unpack(ARGV)
local since, now = call('ZSCORE', due, conv), tonumber(at)
local again = not since or tonumber(since) > now
local h = read(conv_key, EPOCH, lane .. LANE_TOKEN, lane .. LANE_NONCE, lane .. LANE_TRIES, lane .. LANE_PROGRESS, TIMER, ENDS)
if again and (not num(h[lane .. LANE_TOKEN]) or h[lane .. LANE_NONCE] ~= nonce) then return false end
local epoch, tries, progress = num(h[EPOCH]) or 0, num(h[lane .. LANE_TRIES]) or 0, h[lane .. LANE_PROGRESS] or ''
local outs, any_dropped = {}, false
if again then tries = math.max(0, tries - 1) end -- it is counted below

-- stale tells of a packed reply ("line:fence:…") whether it was overtaken.
local function stale(out)
  local fence = tonumber(string.match(out, '^%-?%d+:(%-?%d+):'))
  return fence > 0 and fence < epoch
end

if lane == USER then
  local clean
  repeat
    outs, clean = call('LRANGE', outbox, 0, most_replies - 1), true
    local keep = {}
    for i, out in ipairs(outs) do
      if stale(out) then
        clean, any_dropped = false, true
        deliver(lines, string.match(out, '^%-?%d+'), dropped)
        if i == 1 then tries, progress = 0, '' end
      else
        keep[#keep + 1] = out
      end
    end
    if not clean then
      call('LTRIM', outbox, #outs, -1)
      for i = #keep, 1, -1 do call('LPUSH', outbox, keep[i]) end
    end
  until clean
elseif call('EXISTS', conv_key) == 0 then -- it was forgotten meanwhile
  call('ZREM', due, conv)
  return false
end
if any_dropped then
  announce(feed, conv, feed_end(feed, now))
  keep_for(conv_key, lines, refs, num(h[ENDS]), now, num(h[TIMER]), tonumber(retention), false)
end
if lane == USER and #outs == 0 then
  call('ZREM', due, conv)
  call('HSET', conv_key, USER .. LANE_TOKEN, '', USER .. LANE_TRIES, str(tries), USER .. LANE_PROGRESS, progress)
  return false
end
local token = h[lane .. LANE_TOKEN]
if not again then token = draw(token_key, salt) end
call('HSET', conv_key, lane .. LANE_TOKEN, token, lane .. LANE_NONCE, nonce, lane .. LANE_TRIES, str(tries + 1), lane .. LANE_PROGRESS, progress)
if lane == DESK then call('HSET', conv_key, DESK_DUE, '') end
call('ZADD', due, until_, conv)
return { token, str(tries + 1), str(epoch), progress, outs }
