-- Chooses who serves each request, by the route that the traffic agent keeps in a map:
--   rest|candidate|share|audience|until|generation|salt|role of the rest
-- In the global section:  setenv COUNTERSIGN_MAP /var/lib/haproxy/countersign.map
--                         lua-load-per-thread /etc/haproxy/countersign.lua
-- In the frontend:        http-request lua.countersign
--                         http-request track-sc0 var(txn.countersign_counted) table countersign_counts if { var(txn.countersign_counted) -m found }
--                         use_backend %[var(txn.countersign_backend)]
--                         http-response lua.countersign_answered
-- When the lease in the route has run out, the rest serves everything, whoever is dead by then.

local map = Map.new(os.getenv("COUNTERSIGN_MAP"), Map._str)

local function multiply(a, b)
  return (a * b) & 0xffffffff
end

local function rotate(x, bits)
  return ((x << bits) | (x >> (32 - bits))) & 0xffffffff
end

-- MurmurHash3 x86 32, seed 0
local function murmur3(key)
  local hash, length = 0, #key
  local blocks = length // 4
  for block = 0, blocks - 1 do
    local k = string.unpack("<I4", key, block * 4 + 1)
    k = multiply(rotate(multiply(k, 0xcc9e2d51), 15), 0x1b873593)
    hash = (multiply(rotate(hash ~ k, 13), 5) + 0xe6546b64) & 0xffffffff
  end
  local tail = 0
  for i = length, blocks * 4 + 1, -1 do
    tail = (tail << 8) | key:byte(i)
  end
  hash = hash ~ multiply(rotate(multiply(tail, 0xcc9e2d51), 15), 0x1b873593) ~ length
  hash = multiply(hash ~ (hash >> 16), 0x85ebca6b)
  hash = multiply(hash ~ (hash >> 13), 0xc2b2ae35)
  return hash ~ (hash >> 16)
end

local ranks = { nobody = 0, internal = 1, pilot = 2 }

local function fields(route)
  local found = {}
  for field in (route .. "|"):gmatch("([^|]*)|") do
    found[#found + 1] = field
  end
  return found
end

-- The lease ends by the wall clock, which the agent goes by too. HAProxy's own time, core.now(), leaves out whatever
-- the wall clock was set by since HAProxy started; it is right for how long something took.
local function choose(txn, route)
  local rest, candidate, share, audience, ends, generation, salt, role = table.unpack(fields(route))
  txn:set_var("txn.countersign_generation", generation)
  if candidate == "-" or os.time() >= tonumber(ends) or txn.f:nbsrv(candidate) == 0 then
    return rest, role
  end
  local member = ranks[txn.f:req_hdr("x-countersign-audience") or "nobody"] or 0
  if member > 0 and member <= ranks[audience] then
    return candidate, "candidate"
  end
  local unit = txn.f:req_hdr("x-countersign-unit")
  local bucket = unit and murmur3(salt .. unit) / 4294967296 * 100 or txn.f:rand(10000000) / 100000
  if bucket < tonumber(share) then
    return candidate, "candidate"
  end
  return rest, role
end

local function micros()
  local now = core.now()
  return now.sec * 1000000 + now.usec
end

-- Upper bounds of the times to answer in microseconds; the agent knows the same ones. Place 13 counts every answer.
local bounds = { 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000 }

core.register_action("countersign", { "http-req" }, function(txn)
  local version = txn.f:req_hdr("x-countersign-version")
  if version then
    txn:set_var("txn.countersign_role", "probe")
    txn:set_var("txn.countersign_backend", map:lookup("version/" .. version) or "countersign_nobody")
    return
  end
  local route = map:lookup("route")
  if not route then
    txn:set_var("txn.countersign_backend", "countersign_nobody")
    return
  end
  local backend, role = choose(txn, route)
  txn:set_var("txn.countersign_backend", backend)
  txn:set_var("txn.countersign_role", role)
  txn:set_var("txn.countersign_counted", txn:get_var("txn.countersign_generation") .. "/" .. role)
  txn:set_var("txn.countersign_began", micros())
end)

core.register_action("countersign_answered", { "http-res" }, function(txn)
  local began = txn:get_var("txn.countersign_began")
  if not began then
    return
  end
  local took = micros() - began
  for place = 1, #bounds do
    if took <= bounds[place] then
      txn.f:sc_inc_gpc(place - 1, 0)
    end
  end
  txn.f:sc_inc_gpc(13, 0)
end)
