-- PutBlob: keep a file; one that is there already is kept for the longer time.
-- ends: 0 for ever; keep: ms for the server to keep it, 0 for ever.
-- returns ok
local blob = unpack(KEYS)
local file, ends, keep = unpack(ARGV)
local old = call('GET', blob)
if old then
  local until_ = tonumber(string.match(old, '^%d+'))
  if until_ == 0 or (ends ~= '0' and until_ >= tonumber(ends)) then return 'ok' end
end
if keep == '0' then call('SET', blob, file) else call('SET', blob, file, 'PX', keep) end
return 'ok'
