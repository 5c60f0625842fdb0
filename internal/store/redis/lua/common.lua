-- Put before every script, and behind the names of the hashes' fields, which
-- stand in keys.go (VERSION, STATE, LANE_TOKEN …). Moments are milliseconds and
-- arrive as arguments; a field that is empty is a field that is not set.
-- Scripts check first and write last: Redis does not undo what a failing script
-- has written. Every script touches one partition only, and every key it uses
-- is in KEYS. It begins with names for its KEYS and ARGV; a test compares their
-- number with what callers give. (No "a, b = b, a" on locals: the Lua of
-- miniredis gets it wrong.)

local call = redis.call

-- read returns fields of a hash by their names; nil for those it has not.
local function read(key, ...)
  local h, values = {}, call('HMGET', key, ...)
  for i, name in ipairs({ ... }) do h[name] = values[i] or nil end
  return h
end

-- num returns a field or argument as a number, nil when it is not set.
local function num(s)
  if s and s ~= '' then return tonumber(s) end
end

-- str writes a whole number without an exponent.
local function str(n) return string.format('%.0f', n) end

-- field writes a number for a field: empty when there is none.
local function field(n) return n and str(n) or '' end

-- tell adds a field to set, a list for HSET, unless h, as read, says the same:
-- nothing is the same as empty.
local function tell(set, h, name, value)
  if (h[name] or '') == value then return end
  local n = #set
  set[n + 1], set[n + 2] = name, value
end

-- draw gives a fence token, or the version of a value, that was never given
-- before: a count, and behind it the digits of salt, which are by chance, for a
-- failover puts the count back when it loses what was written last.
local function draw(token_key, salt) return str(call('INCR', token_key)) .. salt end

-- least returns the smaller of two numbers that may be nil.
local function least(a, b)
  if not a or (b and b < a) then return b end
  return a
end

-- known tells whether a fingerprint stands in the ring.
local function known(ring, id)
  local i = string.find(ring, id, 1, true)
  while i do
    if (i - 1) % #id == 0 then return true end
    i = string.find(ring, id, i + 1, true)
  end
  return false
end

-- schedule puts a conversation that nobody holds where its work is due: into
-- due_inbox when items wait, into due_timer when only the timer is set. had:
-- the timer as it was.
local function schedule(due_inbox, due_timer, conv, items, ready, timer, had)
  if items > 0 then
    -- without a moment (the hash ended before its items): at once
    call('ZADD', due_inbox, str(ready and least(ready, timer) or 1), conv)
    if had or timer then call('ZREM', due_timer, conv) end
    return
  end
  call('ZREM', due_inbox, conv)
  if timer then call('ZADD', due_timer, str(timer), conv)
  elseif had then call('ZREM', due_timer, conv) end
end

-- mark_desk notes that staff's view is out of date, and returns the field
-- DESK_DUE. due, token, not_before: DESK_DUE and two fields of the desk lane as
-- they are.
local function mark_desk(due_desk, conv, due, token, not_before, now, after)
  local at = math.max(now, after)
  if due and due <= at then return due end
  if not token then call('ZADD', due_desk, str(math.max(at, not_before or 0)), conv) end
  return at
end

-- feed_end returns the score with which a change at now goes to the end of the
-- feed. Scores only grow, so that a reader who keeps the last one misses
-- nothing; the member '' holds the last one given, for when its conversation
-- has left the feed.
local function feed_end(feed, now)
  local last = call('ZSCORE', feed, '')
  return str(math.max(now, last and tonumber(last) + 1 or 0))
end

-- announce moves the conversation to that end.
local function announce(feed, conv, at) call('ZADD', feed, at, conv, at, '') end

-- keep_for keeps the conversation's keys for the retention, counted from now or
-- its timer; that moves at most once a day, or when a key is new. ends: the
-- field as it is.
local function keep_for(conv_key, lines, refs, ends, now, timer, retention, new)
  local at = math.max(now, timer or 0) + retention
  local moved = not ends or math.abs(at - ends) >= math.min(math.floor(retention / 10), 86400000)
  if moved then call('HSET', conv_key, ENDS, str(at)) else at = ends end
  if moved or new then
    for _, key in ipairs({ conv_key, lines, refs }) do call('PEXPIRE', key, str(math.max(at - now, 1))) end
  end
end

-- write_refs notes refs, each a line number and a member, from ARGV[i] on.
local function write_refs(refs, i, count, last, most)
  for j = i, i + 2 * count - 1, 2 do
    if tonumber(ARGV[j]) > last - most then call('ZADD', refs, ARGV[j], ARGV[j + 1]) end
  end
end

-- deliver notes what became of a line that exists.
local function deliver(lines, seq, delivery)
  if delivery ~= '' and call('HEXISTS', lines, seq) == 1 then call('HSET', lines, DELIVERY .. seq, delivery) end
end

-- drop_letter deletes a dead letter.
local function drop_letter(dead, deads, n)
  call('HDEL', dead, n .. DEAD_CONV, n .. DEAD_QUEUE, n .. DEAD_AT, n .. DEAD_REASON, n .. DEAD_VALUE)
  return call('ZREM', deads, n)
end

-- keep_letter keeps a dead letter and drops the oldest beyond most.
local function keep_letter(dead, deads, token_key, conv, queue, now, reason, value, most)
  local n = str(call('INCR', token_key))
  call('HSET', dead, n .. DEAD_CONV, conv, n .. DEAD_QUEUE, queue, n .. DEAD_AT, now, n .. DEAD_REASON, reason, n .. DEAD_VALUE, value)
  call('ZADD', deads, n, n)
  local over = call('ZCARD', deads) - most
  if over <= 0 then return end
  for _, old in ipairs(call('ZRANGE', deads, 0, over - 1)) do drop_letter(dead, deads, old) end
end
