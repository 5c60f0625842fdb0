-- PutBlob: keep a file; one that is there already is kept for the longer time.
-- ends: 0 for ever; keep: ms for the server to keep it, 0 for ever.
-- returns ok
local blob = unpack(KEYS)
local file, ends, keep = unpack(ARGV)
-- its end stands in front (store.Blob.Pack), and a file may be long
local old = string.match(call('GETRANGE', blob, 0, 20), '^%d+')
if old then
  local until_ = tonumber(old)
  if until_ == 0 or (ends ~= '0' and until_ >= tonumber(ends)) then return 'ok' end
end
if keep == '0' then call('SET', blob, file) else call('SET', blob, file, 'PX', keep) end
return 'ok'
