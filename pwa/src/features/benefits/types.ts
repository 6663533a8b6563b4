import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']

export type Benefit = Schemas['BenefitCard']
export type Picture = Schemas['PictureShown']
export type Offer = Schemas['BenefitOffer']
export type Mine = Schemas['MyBenefits']
export type Missing = Schemas['Missing']
export type Voucher = Schemas['VoucherShown']
