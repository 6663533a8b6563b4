/** What an organisation may be; the server says the same. */
import type { components } from '../../api/schema.d.ts'

export type Kind = components['schemas']['OrganisationCard']['kind']

export const KINDS: Kind[] = [
  'street_office',
  'committee',
  'department',
  'volunteer_organisation',
  'hospital',
  'care_home',
  'scenic_spot',
  'bus_operator',
  'platform_company',
  'courier_company',
  'property_manager',
  'association',
  'union',
]
