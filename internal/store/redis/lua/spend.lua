-- Spend: take from up to four allowances of one budget, from all or from none
-- (store.Spent). For each key follow: how much is wanted, the most (0: there is
-- no such allowance), ms it lasts, and 1 when it may go into debt.
-- returns 0 0 when all had it, else which had too little and for how many ms
local first, second, third, fourth = unpack(KEYS)
local at, skew, slack = unpack(ARGV, 1, 3)
local now, taken = tonumber(at), {}
for i, key in ipairs({ first, second, third, fourth }) do
  local wanted, most = tonumber(ARGV[4 * i]), tonumber(ARGV[4 * i + 1])
  local lasts, debt = tonumber(ARGV[4 * i + 2]), ARGV[4 * i + 3]
  if most > 0 then
    local ends, used = string.match(call('GET', key) or '', '^(%d+):(%d+)$')
    ends, used = num(ends) or 0, num(used) or 0
    if ends <= now or ends > now + lasts + tonumber(skew) then
      ends, used = now + lasts, 0
    end
    local want = wanted
    if debt == '1' or want == 0 then want = 1 end
    if used + want > most then return { i, ends - now } end
    taken[i] = { key, str(ends) .. ':' .. str(used + wanted), ends - now + tonumber(slack), wanted }
  end
end
for _, t in pairs(taken) do
  if t[4] > 0 then call('SET', t[1], t[2], 'PX', str(t[3])) end
end
return { 0, 0 }
