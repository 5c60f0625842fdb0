-- Take, TakeOne: lease a conversation that has work due.
-- KEYS 1 c  2 inbox  3 due inbox  4 due timer  5 token
-- ARGV 1 conversation  2 now  3 until  4 try from which an item is tried alone
-- returns nil, or {token, tries, version, state, epoch, last line, timer due, items}
local due = call('ZSCORE', KEYS[3], ARGV[1]) or call('ZSCORE', KEYS[4], ARGV[1])
if not due or tonumber(due) > tonumber(ARGV[2]) then return false end
local h = call('HMGET', KEYS[1], 'v', 's', 'e', 'n', 'f', 'a', 'w')
local waiting, wake = call('LLEN', KEYS[2]), num(h[7])
if waiting == 0 and not wake and not num(h[5]) then -- it was forgotten meanwhile
  call('ZREM', KEYS[3], ARGV[1])
  call('ZREM', KEYS[4], ARGV[1])
  return false
end
local tries, give, timer = (num(h[6]) or 0) + 1, waiting, true
if waiting > 0 and tries >= tonumber(ARGV[4]) then give, timer = 1, false end
local items = {}
if give > 0 then items = call('LRANGE', KEYS[2], 0, give - 1) end
local token = call('INCR', KEYS[5])
call('HSET', KEYS[1], 'f', str(token), 'a', str(tries))
if give == waiting then call('HSET', KEYS[1], 'r', '') end
call('ZADD', KEYS[3], ARGV[3], ARGV[1])
if wake then call('ZREM', KEYS[4], ARGV[1]) end
local fires = 0
if timer and wake and wake <= tonumber(ARGV[2]) then fires = 1 end
return { str(token), str(tries), h[1] or '0', h[2] or '', h[3] or '0', h[4] or '0', fires, items }
