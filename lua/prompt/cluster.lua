-- The prompt's own connection to the cluster: made in the background, so that the prompt is there at once, and looked
-- after, so that it shows how the cluster is.
local background = require "background"
local console = require "prompt.console"
local errors = require "errors"
local fs = require "fs"
local process = require "process"
local run = require "run"
local tasks = require "tasks"

-- `is_shown`: whether the line that is being typed has this prompt, and not that of a continuation.
local cluster = { is_shown = true }

-- Seconds: between looks; that a look may take; that somebody who needs the connection waits for it.
local PAUSE, PATIENCE, WAIT = 5, 5, 10
local COLOURS = { HEALTH_OK = "32", HEALTH_WARN = "33", HEALTH_ERR = "31;1", down = "31;1" }

local connection, failure
-- nil: no cluster is configured.
local state

local function conf()
  local own = process.environment "CEPH_CONF"
  return own and own ~= "" and own or "/etc/ceph/ceph.conf"
end

local function is_configured() return fs.exists(conf()) end

-- "ceph[HEALTH_WARN]> ", or "> " where there is no cluster.
function cluster.prompt()
  if not state then return "> " end
  -- Readline has to know which characters take no room.
  local colour = run.color and COLOURS[state]
  return ("ceph[%s]> "):format(colour and ("\1\27[%sm\2%s\1\27[0m\2"):format(colour, state) or state)
end

local function become(new)
  if new == state then return end
  state = new
  if cluster.is_shown then console.set_prompt(cluster.prompt()) end
end

local function look()
  if not connection then
    connection, failure = try(require("ceph").connect, { timeout = PATIENCE, operation_timeout = PATIENCE })
  end
  local health
  if connection then health, failure = try(connection.health, connection) end
  become(health and health.status or "down")
end

-- Begins to look, if there is a cluster to look at.
function cluster.start()
  if not is_configured() then return end
  state = "…"
  background.start(function()
    while true do
      look()
      tasks.sleep(PAUSE)
    end
  end)
end

-- Whether there is a cluster to look at.
function cluster.is_known() return state ~= nil end

-- The connection, or nil while there is none.
function cluster.present() return connection end

-- The connection; waits for it a moment.
function cluster.get()
  -- Where nobody sits nobody looks after it, and it is made when it is used.
  if not state and is_configured() then look() end
  if not state then
    errors.raise {
      code = "ENOENT", operation = "cluster", target = conf(), message = "there is no such file",
      hint = "$CEPH_CONF names another; ceph.connect { mon_host = …, key = … } needs none.",
    }
  end
  local ends = os.time() + WAIT
  while not connection and not failure and os.time() < ends do tasks.sleep(0.05) end
  return connection or error(failure or "the cluster does not answer")
end

return cluster
