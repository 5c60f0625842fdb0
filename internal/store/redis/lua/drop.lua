-- DeadDrop: delete a dead letter.
-- returns how many it deleted
local dead, deads = unpack(KEYS)
local number = unpack(ARGV)
return drop_letter(dead, deads, number)
