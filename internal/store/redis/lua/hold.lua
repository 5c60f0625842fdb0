-- Hold: take or keep a lock. ends: 0 for ever; keep: ms for the server to keep
-- it, 0 for ever; skew: one that ends so much later than ours was taken by a
-- clock that was ahead.
-- returns 1, or 0 when another owner has it
local lock = unpack(KEYS)
local owner, now, ends, keep, skew = unpack(ARGV)
local h = read(lock, OWNER, ENDS)
local old = num(h[ENDS]) or 0
local ahead = ends ~= '0' and old > tonumber(ends) + tonumber(skew)
if h[OWNER] and h[OWNER] ~= owner and not ahead and (old == 0 or old > tonumber(now)) then return 0 end
call('HSET', lock, OWNER, owner, ENDS, ends)
if keep == '0' then call('PERSIST', lock) else call('PEXPIRE', lock, keep) end
return 1
