/** Leaflet, kept to what a licensed map needs: two layers of tiles and marks that can be pressed. */
import { divIcon, layerGroup, map as makeMap, marker, tileLayer } from 'leaflet'
import 'leaflet/dist/leaflet.css'
import type { Here } from '../types.ts'

export interface MapMark {
  id: string
  name: string
  lon: number
  lat: number
  chosen: boolean
}

export interface Drawn {
  show(marks: MapMark[], onchoose: (id: string) => void): void
  remove(): void
}

const LAYERS = ['vec', 'cva']
/** At this zoom a screen covers about a square kilometre; nearer would tell the server more than the page says. */
const NEAREST_ZOOM = 16
const FIRST_ZOOM = 15
const FARTHEST_ZOOM = 9

export function drawMap(element: HTMLElement, here: Here, attribution: string, onfail: () => void): Drawn {
  const map = licensed(element, here, attribution, onfail, NEAREST_ZOOM)
  marker([here.lat, here.lon], { icon: icon('map__me', 20), interactive: false, keyboard: false }).addTo(map)
  const stations = layerGroup().addTo(map)
  return {
    show(marks, onchoose) {
      stations.clearLayers()
      for (const { id, name, lon, lat, chosen } of marks) {
        marker([lat, lon], {
          icon: icon(chosen ? 'map__dot map__dot--on' : 'map__dot', 48),
          title: name,
          alt: name,
          zIndexOffset: chosen ? 1000 : 0,
        })
          .on('click', () => onchoose(id))
          .addTo(stations)
      }
    },
    remove: () => map.remove(),
  }
}

export interface Pointed {
  /** Null while there is none. */
  show(point: { lon: number; lat: number } | null): void
  remove(): void
}

/** To a gate: what is looked at so closely is no place where somebody is, but one where they call others. */
const GATE_ZOOM = 18

export function drawPoint(
  element: HTMLElement,
  at: { lon: number; lat: number },
  attribution: string,
  { onfail, onpoint }: { onfail: () => void; onpoint: (at: { lon: number; lat: number }) => void },
): Pointed {
  const map = licensed(element, at, attribution, onfail, GATE_ZOOM)
  const chosen = layerGroup().addTo(map)
  map.on('click', ({ latlng }) => onpoint({ lon: round(latlng.lng), lat: round(latlng.lat) }))
  return {
    show(point) {
      chosen.clearLayers()
      if (!point) return
      const mark = { icon: icon('map__dot map__dot--on', 48), interactive: false, keyboard: false }
      marker([point.lat, point.lon], mark).addTo(chosen)
    },
    remove: () => map.remove(),
  }
}

/** A metre is near enough. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

function licensed(
  element: HTMLElement,
  at: { lon: number; lat: number },
  attribution: string,
  onfail: () => void,
  nearest: number,
) {
  const map = makeMap(element, {
    minZoom: FARTHEST_ZOOM,
    maxZoom: nearest,
    attributionControl: true,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  })
  map.attributionControl.setPrefix(false)
  map.setView([at.lat, at.lon], FIRST_ZOOM)
  for (const layer of LAYERS) {
    tileLayer(`/api/tiles/${layer}/{z}/{x}/{y}`, layer === 'vec' ? { attribution } : {})
      .on('tileerror', onfail)
      .addTo(map)
  }
  return map
}

function icon(className: string, side: number) {
  return divIcon({ className, iconSize: [side, side], iconAnchor: [side / 2, side / 2] })
}
