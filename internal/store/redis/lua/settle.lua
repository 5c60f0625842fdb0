-- Settle: write what became of a job, and free its lane.
-- KEYS 1 c  2 outbox  3 due of the lane  4 due desk  5 lines  6 refs  7 feed  8 dead  9 deads  10 token
-- ARGV 1 conversation  2 u or d  3 token  4 now  5 sent  6 again (0 at once)  7 count (0 or 1)  8 reason, or empty
--      9 desk (0 or 1)  10 progress given (0 or 1)  11 progress  12 retention  13 most lines  14 most dead letters
--      15 number of marks, marks (line, delivery), number of refs, refs (line, member)
-- returns done, fenced, or 1 when the lane is due again, else 0
local lane, now, again = ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[6])
local h = call('HMGET', KEYS[1], lane .. 'f', lane .. 'l', lane .. 'a', 'dd', 'df', 'dn', 'n', 'w', 'x')
if h[1] ~= ARGV[3] then
  if h[2] == ARGV[3] then return 'done' end
  return 'fenced'
end
local left, gone, reason = call('LLEN', KEYS[2]), tonumber(ARGV[5]) > 0, ARGV[8]
local marks, refs = tonumber(ARGV[15]), 16 + 2 * tonumber(ARGV[15])
call('ZCARD', KEYS[3]) -- as in change.lua: a key of a wrong type fails here
if ARGV[9] == '1' then call('ZCARD', KEYS[4]) end
if reason ~= '' then
  call('HLEN', KEYS[8])
  call('ZCARD', KEYS[9])
end
call('HLEN', KEYS[5])
local new = ARGV[refs] ~= '0' and call('ZCARD', KEYS[6]) == 0
local at = announced(KEYS[7], now)
if lane == 'd' then
  if reason ~= '' then
    gone = true
    inter(KEYS[8], KEYS[9], KEYS[10], ARGV[1], 'desk', ARGV[4], reason, '', tonumber(ARGV[14]))
  end
else
  if gone then
    call('LTRIM', KEYS[2], ARGV[5], -1)
    left = math.max(left - tonumber(ARGV[5]), 0)
  end
  if reason ~= '' and left > 0 then
    gone, left = true, left - 1
    inter(KEYS[8], KEYS[9], KEYS[10], ARGV[1], 'user', ARGV[4], reason, call('LPOP', KEYS[2]), tonumber(ARGV[14]))
  end
end
local tries = num(h[3]) or 0
if gone then tries = tonumber(ARGV[7]) elseif ARGV[7] == '0' then tries = math.max(0, tries - 1) end
local dd, df, dn, due = num(h[4]), num(h[5]), num(h[6]), nil
if lane == 'd' then
  df, dn = nil, again
  if not gone then dd = now end
end
if ARGV[9] == '1' then dd = mark(KEYS[4], ARGV[1], dd, df, dn, now, 0) end
if lane == 'd' then
  if dd then due = math.max(dd, again) end
elseif left > 0 then
  due = math.max(now, again)
end
if due then call('ZADD', KEYS[3], str(due), ARGV[1]) else call('ZREM', KEYS[3], ARGV[1]) end
local fields = { lane .. 'f', '', lane .. 'l', ARGV[3], lane .. 'a', str(tries), lane .. 'n', ARGV[6], 'dd', dd and str(dd) or '' }
if ARGV[10] == '1' or (gone and lane == 'u') then
  fields[#fields + 1] = lane .. 'p'
  fields[#fields + 1] = ARGV[11]
end
call('HSET', KEYS[1], unpack(fields))
for j = 16, 16 + 2 * marks - 1, 2 do deliver(KEYS[5], ARGV[j], ARGV[j + 1]) end
refer(KEYS[6], refs + 1, tonumber(ARGV[refs]), num(h[7]) or 0, tonumber(ARGV[13]))
announce(KEYS[7], ARGV[1], at)
touch(KEYS[1], KEYS[5], KEYS[6], num(h[9]), now, num(h[8]), tonumber(ARGV[12]), new)
if due and due <= now then return 1 end
return 0
