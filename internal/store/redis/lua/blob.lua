-- PutBlob: keep a file; one that is there already is kept for the longer time.
-- KEYS 1 blob
-- ARGV 1 file  2 until (0: for ever)  3 ms to keep it (0: for ever)
-- returns ok
local old = call('GET', KEYS[1])
if old then
  local until_ = tonumber(string.match(old, '^%d+'))
  if until_ == 0 or (ARGV[2] ~= '0' and until_ >= tonumber(ARGV[2])) then return 'ok' end
end
if ARGV[3] == '0' then call('SET', KEYS[1], ARGV[1]) else call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3]) end
return 'ok'
