-- Put before every script. Moments are milliseconds and arrive as arguments;
-- a field that is empty is a field that is not set. Scripts check first and
-- write last: Redis does not undo what a failing script has written. Every
-- script touches one partition only, and every key it uses is in KEYS. (No
-- "a, b = b, a" on locals: the Lua of miniredis gets it wrong.)
--
-- Fields of a conversation's hash (c):
--   v version  s state  e epoch  n last line  d ring of id fingerprints
--   f token of the running lease  fl token and way of the last one that ended
--   a tries  r when waiting items may be taken  w timer  x when it is forgotten
--   uf ul ua un up, df dl da dn dp: the lanes user and desk: token, last token,
--   tries, not before, progress;  dd when staff's view wants to be brought in step
--   k numbers of its tickets

local call = redis.call

-- num returns a field or argument as a number, nil when it is not set.
local function num(s)
  if s and s ~= '' then return tonumber(s) end
end

-- str writes a whole number without an exponent.
local function str(n) return string.format('%.0f', n) end

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

-- place puts a conversation that nobody holds where its work is due: z when
-- items wait, t when only the timer is set. had: the timer as it was.
local function place(z, t, conv, items, ready, wake, had)
  if items > 0 then
    -- without a moment (the hash ended before its items): at once
    call('ZADD', z, str(ready and least(ready, wake) or 1), conv)
    if had or wake then call('ZREM', t, conv) end
    return
  end
  call('ZREM', z, conv)
  if wake then call('ZADD', t, str(wake), conv)
  elseif had then call('ZREM', t, conv) end
end

-- mark notes that staff's view is out of date, and returns the field dd. dd,
-- df, dn: the fields as they are.
local function mark(d, conv, dd, df, dn, now, after)
  local due = math.max(now, after)
  if dd and dd <= due then return dd end
  if not df then call('ZADD', d, str(math.max(due, dn or 0)), conv) end
  return due
end

-- announced returns the score with which a change at now goes to the end of
-- the feed. Scores only grow, so that a reader who keeps the last one misses
-- nothing; the member '' holds the last one given, for when its conversation
-- has left the feed.
local function announced(feed, now)
  local last = call('ZSCORE', feed, '')
  return str(math.max(now, last and tonumber(last) + 1 or 0))
end

-- announce moves the conversation to that end.
local function announce(feed, conv, at) call('ZADD', feed, at, conv, at, '') end

-- touch keeps the conversation's keys c, l, m for the retention, counted from
-- now or its timer; that moves at most once a day, or when a key is new.
local function touch(c, l, m, x, now, wake, retention, new)
  local old = math.max(now, wake or 0) + retention
  local moved = not x or math.abs(old - x) >= math.min(math.floor(retention / 10), 86400000)
  if moved then call('HSET', c, 'x', str(old)) else old = x end
  if moved or new then
    for _, key in ipairs({ c, l, m }) do call('PEXPIRE', key, str(math.max(old - now, 1))) end
  end
end

-- refer notes refs, each a line number and a member, from ARGV[i] on.
local function refer(m, i, count, lines, max)
  for j = i, i + 2 * count - 1, 2 do
    if tonumber(ARGV[j]) > lines - max then call('ZADD', m, ARGV[j], ARGV[j + 1]) end
  end
end

-- deliver notes what became of a line that exists.
local function deliver(l, seq, delivery)
  if delivery ~= '' and call('HEXISTS', l, seq) == 1 then call('HSET', l, 'd' .. seq, delivery) end
end

-- inter keeps a dead letter and drops the oldest beyond max.
local function inter(dead, deads, token, conv, queue, now, reason, value, max)
  local n = str(call('INCR', token))
  call('HSET', dead, n .. ':c', conv, n .. ':q', queue, n .. ':t', now, n .. ':r', reason, n .. ':b', value)
  call('ZADD', deads, n, n)
  local over = call('ZCARD', deads) - max
  if over <= 0 then return end
  for _, o in ipairs(call('ZRANGE', deads, 0, over - 1)) do
    call('HDEL', dead, o .. ':c', o .. ':q', o .. ':t', o .. ':r', o .. ':b')
    call('ZREM', deads, o)
  end
end
